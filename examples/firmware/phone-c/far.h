/* The far side of the phone: an exchange, two colleagues and a line to the outside, all in this image. */
#ifndef FAR_H
#define FAR_H

#include "offhook.h"

/* 0: made. */
int far_make(void);
/* This phone's station. */
struct offhook_storage *far_station(void);
/* Takes what a step of this phone's station gave; to be followed by far_settle. */
void far_heard(const struct offhook_output *out, uint32_t count);
/* Whether this phone's station has said anything since this was asked last. */
int far_changed(void);
/* Commands to the exchange and signals to the stations, until all is quiet at this time. */
void far_settle(uint64_t now);
/* When far_settle is due. */
uint64_t far_deadline(void);
/* 4003 calls this phone, from inside or, with the account 4711, from outside. */
void far_call(uint64_t now, int outside);
/* The voice mail turns this phone's message lamp on or off. */
void far_message(uint64_t now);

#endif
