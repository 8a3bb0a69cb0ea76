#ifndef TASK_H
#define TASK_H

#include "FreeRTOS.h"

typedef struct rtos_task {
    StackType_t *stack;
    struct rtos_task *next;
    UBaseType_t priority;
    volatile uint32_t notified;
    volatile TickType_t sleeps; /* ticks; 0: ready */
} StaticTask_t;
typedef StaticTask_t *TaskHandle_t;

TaskHandle_t xTaskCreateStatic(void (*body)(void *), const char *name, uint32_t depth, void *argument, UBaseType_t priority,
                               StackType_t *stack, StaticTask_t *memory);
void vTaskStartScheduler(void);
uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t ticks);
void vTaskNotifyGiveFromISR(TaskHandle_t task, BaseType_t *woken);

#endif
