/* SPDX-License-Identifier: MIT */
#include "diag/suppression.h"

const char *suppression_state_name(enum suppression_state state)
{
	switch (state) {
	case SUPPRESSION_HOLDS:
		return "holds";
	case SUPPRESSION_EXPIRED:
		return "expired";
	case SUPPRESSION_VOID:
		return "void";
	}
	return "";
}
