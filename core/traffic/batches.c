/* SPDX-License-Identifier: MIT */
#include "traffic/batches.h"

#include <math.h>

void batches_add(struct batches *batches, double y, double x)
{
	batches->n++;
	batches->x += x;
	batches->y += y;
	batches->xx += x * x;
	batches->xy += x * y;
	batches->yy += y * y;
}

static double within(double value)
{
	return fmin(fmax(value, 0), 1);
}

struct interval batches_ratio(const struct batches *batches, double t)
{
	double n = batches->n;
	double ratio = batches->x > 0 ? batches->y / batches->x : 0;
	double rest = batches->yy - 2 * ratio * batches->xy + ratio * ratio * batches->xx;
	double half;

	if (batches->n < 2 || batches->x <= 0)
		return (struct interval){ ratio, 0, 1 };
	half = t * sqrt(fmax(rest, 0) * n / (n - 1)) / batches->x;
	return (struct interval){ ratio, within(ratio - half), within(ratio + half) };
}

/*
 * How often a value of Student's distribution stays below t in size: a finite sum (M. Abramowitz, I. A. Stegun,
 * Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
 */
static double stays_below(double t, uint32_t degrees)
{
	double squared = 1 /
		(1 + t * t / degrees); /* cosine of the angle whose tangent is t / sqrt(degrees) */
	double sine = t / sqrt(degrees + t * t);
	double term = degrees % 2 == 1 ? sqrt(squared) : 1;
	double sum = 0;

	for (uint32_t i = degrees % 2 == 1 ? 3 : 2; i <= degrees; i += 2) {
		sum += term;
		term *= squared * (i - 1) / i;
	}
	if (degrees % 2 == 0)
		return sine * sum;
	return (atan(t / sqrt(degrees)) + sine * sum) * 2 / acos(-1);
}

double student_t(double confidence, uint32_t degrees)
{
	double low = 0;
	double high = 1;

	while (stays_below(high, degrees) < confidence)
		high *= 2;
	for (;;) {
		double middle = low + (high - low) / 2;

		if (middle <= low || middle >= high)
			return middle;
		if (stays_below(middle, degrees) < confidence)
			low = middle;
		else
			high = middle;
	}
}
