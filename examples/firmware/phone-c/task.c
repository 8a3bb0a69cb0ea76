/*
 * The phone as a task of an RTOS, in FreeRTOS's words. This task alone is in the station; interrupts post and then notify it; another task
 * that wants something of the station sends it to this one. The other task here only has work that never ends.
 */
#include <stddef.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "device.h"
#include "phone.h"

#define STACK 1024u /* words; `tests/measure stack` says what a step needs of it */
#define LONGEST_SLEEP 1000u

static TaskHandle_t telephone;
static StackType_t telephone_stack[STACK], chores_stack[256];
static StaticTask_t telephone_memory, chores_memory;
static volatile uint32_t done;

/* The kernel has the timer: this is its tick hook. */
void vApplicationTickHook(void);
void vApplicationTickHook(void)
{
    device_tick();
}

/* From an interrupt, after something was posted. */
void device_posted(void)
{
    BaseType_t woken = pdFALSE;
    vTaskNotifyGiveFromISR(telephone, &woken);
    portYIELD_FROM_ISR(woken);
}

static void be_a_telephone(void *unused)
{
    (void)unused;
    if (phone_start() != 0) {
        board_exit(1);
    }
    for (;;) {
        uint64_t due = phone_turn(), now = device_now();
        uint64_t left = due > now ? due - now : 0;
        (void)ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS((uint32_t)(left < LONGEST_SLEEP ? left : LONGEST_SLEEP)));
    }
}

/* Less urgent than a telephone, and never finished. */
static void do_chores(void *unused)
{
    (void)unused;
    for (;;) {
        done++;
    }
}

int main(void)
{
    telephone = xTaskCreateStatic(be_a_telephone, "telephone", STACK, NULL, 2, telephone_stack, &telephone_memory);
    (void)xTaskCreateStatic(do_chores, "chores", 256, NULL, 1, chores_stack, &chores_memory);
    vTaskStartScheduler();
    return 1;
}
