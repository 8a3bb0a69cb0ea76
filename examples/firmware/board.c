/* What a Cortex-M needs before main(): vectors, memory, and semihosting for text and the exit code. */
#include <stddef.h>
#include <stdint.h>

#include "board.h"

extern uint32_t stack_top[], data_load[], data_start[], data_end[], bss_start[], bss_end[];

static uint32_t semihost(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void board_write(const char *text)
{
    (void)semihost(0x04, text); /* SYS_WRITE0 */
}

void board_exit(int code)
{
    uint32_t block[2];
    block[0] = 0x20026; /* ADP_Stopped_ApplicationExit */
    block[1] = (uint32_t)code;
    (void)semihost(0x20, block); /* SYS_EXIT_EXTENDED */
    for (;;) {
    }
}

uint32_t board_open(const char *name)
{
    uint32_t block[3];
    const char *end = name;
    while (*end != '\0') {
        end++;
    }
    block[0] = (uint32_t)(uintptr_t)name;
    block[1] = 1; /* "rb" */
    block[2] = (uint32_t)(end - name);
    return semihost(0x01, block); /* SYS_OPEN */
}

size_t board_read(uint32_t file, uint8_t *into, size_t room)
{
    uint32_t block[3];
    block[0] = file;
    block[1] = (uint32_t)(uintptr_t)into;
    block[2] = (uint32_t)room;
    return room - semihost(0x06, block); /* SYS_READ gives what was not read */
}

void board_close(uint32_t file)
{
    (void)semihost(0x02, &file); /* SYS_CLOSE */
}

size_t board_read_file(const char *name, uint8_t *into, size_t room)
{
    uint32_t file = board_open(name);
    size_t len;
    if (file == BOARD_NO_FILE) {
        return 0;
    }
    len = board_read(file, into, room);
    board_close(file);
    return len;
}

int board_argument(const char *word)
{
    static char line[128];
    uint32_t block[2];
    const char *at;
    block[0] = (uint32_t)(uintptr_t)line;
    block[1] = sizeof line;
    if (semihost(0x15, block) != 0) { /* SYS_GET_CMDLINE */
        return 0;
    }
    for (at = line; *at != '\0'; at++) {
        size_t i = 0;
        while (word[i] != '\0' && at[i] == word[i]) {
            i++;
        }
        if (word[i] == '\0' && at != line && at[-1] == ' ') {
            return 1;
        }
    }
    return 0;
}

void reset(void);
void reset(void)
{
    uint32_t *to;
    const uint32_t *from = data_load;
#ifdef __ARM_FP
    *(volatile uint32_t *)0xe000ed88u |= 0xfu << 20; /* CPACR: the compiler may use the floating-point registers for copies */
    __asm__ volatile("dsb\n\tisb");
#endif
    for (to = data_start; to < data_end; to++) {
        *to = *from++;
    }
    for (to = bss_start; to < bss_end; to++) {
        *to = 0;
    }
    board_exit(main());
}

static void fault(void)
{
    board_write("fault\n");
    board_exit(3);
}

/* A firmware that uses an interrupt defines its handler. */
void systick_interrupt(void) __attribute__((weak, alias("fault")));
void uart_interrupt(void) __attribute__((weak, alias("fault")));
void pendsv_interrupt(void) __attribute__((weak, alias("fault")));

__attribute__((section(".vectors"), used)) static const struct {
    const uint32_t *stack;
    void (*handler[16])(void);
} vectors = {stack_top, {reset, fault, fault, fault, fault, fault, NULL, NULL, NULL, NULL, fault, fault, NULL, pendsv_interrupt,
                          systick_interrupt, uart_interrupt}};
