/* The life of life.h on a Cortex-M4: the instructions of each step, and the stack that it used.

   QEMU counts: with `-icount shift=6` an instruction takes 64 ns of the board's time, and SysTick counts its 25 MHz. The stack
   below is painted before a step, and looked at after it. */
#include "board.h"
#include "offhook.h"

#define SYST_CSR (*(volatile uint32_t *)0xE000E010u)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014u)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018u)
#define INSTRUCTIONS(ticks) ((ticks) * 40u / 64u)

#define PAINTED 1024u /* words */
#define PAINT 0xA5A5A5A5u

#define LIVES 3u

static uint32_t step(const struct offhook_input *input);
static void must(offhook_status status);
#include "life.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 256)];
static struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
static struct offhook_taken taken;
static uint64_t now;
/* Of the lives after the first: the first makes what the others find. */
static uint32_t counting, steps, total, worst, deepest;

static void must(offhook_status status)
{
    if (status >= OFFHOOK_REFUSED) {
        board_write("a step went wrong\n");
        board_exit(1);
    }
}

static void print(const char *name, uint32_t value)
{
    char digits[12];
    uint32_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + (char)(value % 10u));
        value /= 10u;
    } while (value != 0);
    board_write(name);
    board_write("\t");
    board_write(&digits[at]);
    board_write("\n");
}

/* SysTick counts down, in 24 bits. */
static uint32_t since(uint32_t before)
{
    return (before - SYST_CVR) & 0xFFFFFFu;
}

static volatile uint32_t *stack_pointer(void)
{
    volatile uint32_t *at;
    __asm__ volatile("mov %0, sp" : "=r"(at));
    return at;
}

static __attribute__((noinline)) void paint(void)
{
    volatile uint32_t *top = stack_pointer() - 16; /* below this function's own */
    uint32_t i;
    for (i = 1; i <= PAINTED; i++) {
        top[-(int32_t)i] = PAINT;
    }
}

static __attribute__((noinline)) uint32_t used(const volatile uint32_t *top)
{
    uint32_t i = PAINTED;
    while (i > 0 && top[-(int32_t)i] == PAINT) {
        i--;
    }
    return i * 4u;
}

/* `top` is where this function's own stack ends, with what it hands over there: below it is the step's. */
static __attribute__((noinline)) offhook_status counted(
    const struct offhook_input *input, uint32_t *ticks, const volatile uint32_t **top)
{
    uint32_t before;
    *top = stack_pointer();
    before = SYST_CVR;
    offhook_status status = offhook_step(&station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken);
    *ticks = since(before);
    return status;
}

/* What `counted` itself takes. */
static uint32_t overhead(void)
{
    uint32_t before = SYST_CVR;
    return since(before);
}

static uint32_t step(const struct offhook_input *input)
{
    const volatile uint32_t *top;
    uint32_t ticks, instructions, depth;
    now += 1;
    paint();
    must(counted(input, &ticks, &top));
    depth = used(top);
    instructions = INSTRUCTIONS(ticks - overhead());
    if (counting) {
        steps++;
        total += instructions;
        worst = instructions > worst ? instructions : worst;
        deepest = depth > deepest ? depth : deepest;
    }
    return taken.call;
}

int main(void)
{
    uint32_t i, before, ticks;
    SYST_RVR = 0xFFFFFFu;
    SYST_CVR = 0;
    SYST_CSR = 5; /* on, the processor's clock, no interrupt */
    must(offhook_station_make(&station, sizeof station, block, sizeof block, 4, 256, NULL));
    prepare();
    for (i = 0; i < LIVES; i++) {
        counting = i > 0;
        live(2u * i + 1u, 2u * i + 2u, 0);
    }
    /* What is counted is what is run: a hundred instructions. */
    before = SYST_CVR;
    __asm__ volatile(".rept 100\n nop\n .endr" ::: "memory");
    ticks = since(before);
    print("hundred", INSTRUCTIONS(ticks - overhead()));
    print("steps", steps);
    print("mean", (total + steps / 2u) / steps);
    print("worst", worst);
    print("stack", deepest);
    return 0;
}
