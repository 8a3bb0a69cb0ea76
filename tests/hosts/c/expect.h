/* What a test in C expects. What does not hold is told by its line, and counted. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdio.h>

static int failures;

#define EXPECT(condition)                                                  \
    do {                                                                   \
        if (!(condition)) {                                                \
            (void)printf("line %d: %s\n", __LINE__, #condition);           \
            failures++;                                                    \
        }                                                                  \
    } while (0)

#endif
