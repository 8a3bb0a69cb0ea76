/*
 * A preemptive kernel, as small as it can be and still be one: tasks of fixed priorities, notifications, a tick. It is there so that the
 * phone's task is run under a scheduler that takes the processor away at any time.
 */
#include <stddef.h>

#include "task.h"

#define INTERRUPT_STATE (*(volatile uint32_t *)0xe000ed04u)
#define PRIORITIES (*(volatile uint32_t *)0xe000ed20u) /* of PendSV and SysTick */
#define PEND_SWITCH (1u << 28)

void vApplicationTickHook(void);

static StaticTask_t *tasks, *volatile current;

TaskHandle_t xTaskCreateStatic(void (*body)(void *), const char *name, uint32_t depth, void *argument, UBaseType_t priority,
                               StackType_t *stack, StaticTask_t *memory)
{
    /* What an exception's return takes off the stack, and below it r4 to r11 and where to return to. */
    StackType_t *top = (StackType_t *)((uintptr_t)(stack + depth) & ~(uintptr_t)7);
    (void)name;
    *--top = 1u << 24; /* Thumb */
    *--top = (StackType_t)(uintptr_t)body;
    top -= 5;
    *--top = (StackType_t)(uintptr_t)argument;
    *--top = 0xfffffffdu; /* thread mode, the task's own stack, no floating-point registers */
    top -= 8;
    memory->stack = top;
    memory->priority = priority;
    memory->notified = 0;
    memory->sleeps = 0;
    memory->next = tasks;
    tasks = memory;
    return memory;
}

/* The most urgent task that does not sleep; NULL while all do. */
static StaticTask_t *most_urgent(void)
{
    StaticTask_t *task, *found = NULL;
    for (task = tasks; task != NULL; task = task->next) {
        if (task->sleeps == 0 && (found == NULL || task->priority > found->priority)) {
            found = task;
        }
    }
    return found;
}

StackType_t *rtos_switch(StackType_t *stack);
StackType_t *rtos_switch(StackType_t *stack)
{
    StaticTask_t *next = most_urgent();
    if (current != NULL) {
        current->stack = stack;
    }
    current = next != NULL ? next : current;
    return current->stack;
}

void pendsv_interrupt(void);
__attribute__((naked)) void pendsv_interrupt(void)
{
    __asm__ volatile("cpsid i\n\t"
                     "mrs r0, psp\n\t"
                     "cbz r0, 1f\n\t" /* no task ran yet */
                     "tst lr, #0x10\n\t"
                     "it eq\n\t"
                     "vstmdbeq r0!, {s16-s31}\n\t"
                     "stmdb r0!, {r4-r11, lr}\n"
                     "1:\n\t"
                     "bl rtos_switch\n\t"
                     "ldmia r0!, {r4-r11, lr}\n\t"
                     "tst lr, #0x10\n\t"
                     "it eq\n\t"
                     "vldmiaeq r0!, {s16-s31}\n\t"
                     "msr psp, r0\n\t"
                     "cpsie i\n\t"
                     "bx lr");
}

void rtos_yield(BaseType_t woken)
{
    if (woken != pdFALSE) {
        INTERRUPT_STATE = PEND_SWITCH;
    }
}

void vTaskStartScheduler(void)
{
    PRIORITIES |= 0xffu << 16; /* a switch is the least urgent of all exceptions */
    __asm__ volatile("msr psp, %0" : : "r"(0));
    rtos_yield(pdTRUE);
    for (;;) {
    }
}

void systick_interrupt(void);
void systick_interrupt(void)
{
    StaticTask_t *task;
    vApplicationTickHook();
    for (task = tasks; task != NULL; task = task->next) {
        if (task->sleeps != 0 && --task->sleeps == 0) {
            rtos_yield(pdTRUE);
        }
    }
}

void vTaskNotifyGiveFromISR(TaskHandle_t task, BaseType_t *woken)
{
    task->notified++;
    task->sleeps = 0;
    *woken = pdTRUE;
}

/* A task that has less urgent ones beside it: while it sleeps they run. */
uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t ticks)
{
    uint32_t got;
    __asm__ volatile("cpsid i" ::: "memory");
    if (current->notified == 0 && ticks != 0) {
        current->sleeps = ticks;
        rtos_yield(pdTRUE);
    }
    __asm__ volatile("cpsie i\n\tisb" ::: "memory"); /* the switch is here */
    __asm__ volatile("cpsid i" ::: "memory");
    got = current->notified;
    current->notified = clear != pdFALSE || got == 0 ? 0 : got - 1;
    __asm__ volatile("cpsie i" ::: "memory");
    return got;
}
