/* SPDX-License-Identifier: MIT */
/*
 * lost_by_libxml.h - for a test program in which memory runs out: what libxml2 had under way when it was left
 * (load/libxml.h) is lost, and LeakSanitizer asks here what to pass over. That is memory which libxml2 got from the
 * functions of these names, and none of ours.
 */
#ifndef LYNC_TOPO_TESTS_LOST_BY_LIBXML_H
#define LYNC_TOPO_TESTS_LOST_BY_LIBXML_H

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libxml_alloc\nleak:libxml_realloc\nleak:libxml_strdup\n";
}

#endif
