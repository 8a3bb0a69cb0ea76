/* The phone without an RTOS: one loop, which sleeps until an interrupt or the time. */
#include "board.h"
#include "device.h"
#include "phone.h"

#ifdef PLAYER
int play_traces(void);
#endif

void systick_interrupt(void);
void systick_interrupt(void)
{
    device_tick();
}

/* The interrupt itself ends the sleep. */
void device_posted(void)
{
}

int main(void)
{
#ifdef PLAYER
    if (board_argument("play")) {
        return play_traces();
    }
#endif
    if (phone_start() != 0) {
        return 1;
    }
    for (;;) {
        device_sleep(phone_turn());
    }
}
