/* Plays a trace over the public API and prints the transcript. No libc, so that firmware can use it too. */
#ifndef PLAYER_H
#define PLAYER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The host's part: takes one line, with its line feed and a NUL. */
void player_print(const char *line);

/* Plays the whole trace. 0, or the status that stopped it. */
int32_t player_play(const uint8_t *trace, size_t len);

/* The same in parts, for a host without room for all of it: a part is the trace's header and any number of its records. */
void player_start(void);
int32_t player_go_on(const uint8_t *trace, size_t len);

#ifdef __cplusplus
}
#endif

#endif
