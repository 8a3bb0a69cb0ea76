/*
 * QEMU's mps2-an386: a CMSDK UART, SysTick, and the FPGA's lamps and buttons. Interrupts touch nothing but the inbox and the
 * clock; the station belongs to the main loop.
 */
#include <stddef.h>

#include "device.h"
#include "offhook.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))
#define UART_DATA REGISTER(0x40004000u)
#define UART_STATE REGISTER(0x40004004u) /* bit 0: no room to send, bit 1: a character came */
#define UART_CONTROL REGISTER(0x40004008u)
#define UART_INTERRUPT REGISTER(0x4000400cu)
#define UART_DIVIDER REGISTER(0x40004010u)
#define LAMPS REGISTER(0x40028000u)
#define BUTTONS REGISTER(0x40028008u)
#define SYSTICK_CONTROL REGISTER(0xe000e010u)
#define SYSTICK_RELOAD REGISTER(0xe000e014u)
#define SYSTICK_VALUE REGISTER(0xe000e018u)
#define INTERRUPTS_ON REGISTER(0xe000e100u)
#define CLOCK 25000000u
#define FREE (-1)

static struct offhook_inbox inbox;
static volatile uint32_t ticks;
/* Milliseconds that the clock may still run. */
static volatile int32_t left = FREE;
static char waiting;

void device_tick(void)
{
    if (left == 0) {
        return;
    }
    ticks++;
    if (left > 0 && --left == 0) {
        device_posted(); /* keys have waited */
    }
}

void uart_interrupt(void);
void uart_interrupt(void)
{
    UART_INTERRUPT = 2;
    while ((UART_STATE & 2) != 0) {
        (void)offhook_inbox_post(&inbox, 0, 0, (uint16_t)(UART_DATA & 0xff));
    }
    device_posted();
}

void device_start(void)
{
    (void)offhook_inbox_init(&inbox);
    UART_DIVIDER = 16;
    UART_CONTROL = 1 | 2 | 8; /* send, receive, interrupt at each character */
    SYSTICK_RELOAD = CLOCK / 1000 - 1;
    SYSTICK_VALUE = 0;
    SYSTICK_CONTROL = 7;
    INTERRUPTS_ON = 1; /* number 0: a character came */
}

static char look(void)
{
    struct offhook_edge edge;
    if (waiting == 0 && offhook_inbox_take(&inbox, &edge) == OFFHOOK_DONE) {
        waiting = (char)edge.value;
    }
    return left > 0 ? 0 : waiting;
}

char device_key(void)
{
    char key = look();
    if (key != 0) {
        waiting = 0;
    }
    return key;
}

uint32_t device_lost(void)
{
    uint32_t lost = 0;
    (void)offhook_inbox_lost(&inbox, &lost);
    return lost;
}

void device_print_some(const char *text, size_t len)
{
    size_t i;
    for (i = 0; i < len; i++) {
        while ((UART_STATE & 1) != 0) {
        }
        UART_DATA = (uint8_t)text[i];
    }
}

void device_print(const char *text)
{
    size_t len = 0;
    while (text[len] != '\0') {
        len++;
    }
    device_print_some(text, len);
}

void device_print_number(uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    device_print_some(&digits[at], sizeof digits - at);
}

uint64_t device_now(void)
{
    return ticks;
}

void device_hold(void)
{
    left = 0;
}

void device_run(uint32_t milliseconds)
{
    if (left != FREE) {
        left = (int32_t)milliseconds;
    }
}

void device_lamps(uint32_t lit)
{
    LAMPS = lit;
}

uint32_t device_buttons(void)
{
    return BUTTONS;
}

void device_sleep(uint64_t until)
{
    /* Between the look and the sleep no interrupt is served, but one that comes ends the sleep. */
    __asm__ volatile("cpsid i" ::: "memory");
    if (look() == 0 && ticks < until) {
        __asm__ volatile("wfi" ::: "memory");
    }
    __asm__ volatile("cpsie i" ::: "memory");
}
