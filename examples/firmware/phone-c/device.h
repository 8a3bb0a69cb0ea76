/* The board as a phone sees it: a serial line with keys, a clock, two lamps. */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdint.h>

void device_start(void);
/* From the timer's interrupt: a millisecond is over. */
void device_tick(void);
/* The phone's own: called from interrupts when there is something for it to do. */
void device_posted(void);
/* The next key typed, or 0. While a held clock runs, keys wait. */
char device_key(void);
/* Keys that found no room. */
uint32_t device_lost(void);
void device_print(const char *text);
void device_print_some(const char *text, size_t len);
void device_print_number(uint32_t number);
/* The phone's time in milliseconds. */
uint64_t device_now(void);
/* Holds the clock: from now on it runs only so many milliseconds as device_run gives it. For scripts. */
void device_hold(void);
void device_run(uint32_t milliseconds);
/* Two lamps: bit 0 the first line, bit 1 the ringer. */
void device_lamps(uint32_t lit);
/* Bit 0: the first button is pressed. */
uint32_t device_buttons(void);
/* Sleeps until an interrupt, unless a key is there or the time has come. */
void device_sleep(uint64_t until);

#endif
