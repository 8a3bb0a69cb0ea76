/* The phone, whoever calls it. */
#ifndef PHONE_H
#define PHONE_H

#include <stdint.h>

/* 0: made, and the board is on. */
int phone_start(void);
/* Everything that is to be done now; when the next turn is due, if nothing comes before. */
uint64_t phone_turn(void);

#endif
