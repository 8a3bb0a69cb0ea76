/* The few words of FreeRTOS that the phone's task uses, for the test's own kernel: examples compile against either. */
#ifndef FREERTOS_H
#define FREERTOS_H

#include <stdint.h>

typedef uint32_t TickType_t;
typedef uint32_t StackType_t;
typedef int32_t BaseType_t;
typedef uint32_t UBaseType_t;

#define pdFALSE ((BaseType_t)0)
#define pdTRUE ((BaseType_t)1)
#define pdMS_TO_TICKS(milliseconds) ((TickType_t)(milliseconds))
#define portYIELD_FROM_ISR(woken) rtos_yield(woken)

void rtos_yield(BaseType_t woken);

#endif
