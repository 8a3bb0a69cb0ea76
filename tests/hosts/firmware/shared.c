/*
 * A timer's interrupt steps the very station that the main loop steps, each with calls of its own. What the station said to either side, in
 * the order of its numbers, is all that it said: nothing is lost, and nothing is said twice. What was not let in is counted.
 */
#include "board.h"
#include "offhook.h"

#define SYST_CSR (*(volatile uint32_t *)0xE000E010u)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014u)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018u)

#define INTERRUPTS 10000u

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 64)];
static struct offhook_shared shared;

/* The firmware's two functions. A firmware that forgets them does not link; one whose functions hold nobody off is shown below. */
static volatile int holds = 1;
static volatile uint32_t acquired, released;

uint32_t offhook_critical_acquire(void)
{
    uint32_t before;
    __asm__ volatile("mrs %0, primask" : "=r"(before));
    if (holds) {
        __asm__ volatile("cpsid i" ::: "memory");
    }
    acquired++;
    return before;
}

void offhook_critical_release(uint32_t before)
{
    released++;
    __asm__ volatile("msr primask, %0" : : "r"(before) : "memory");
}

static void expect(int true, const char *what)
{
    if (!true) {
        board_write(what);
        board_write("\n");
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
    board_write(&digits[at]);
}

/* One side of the station: its own calls, one after the other. */
struct side {
    uint64_t reference; /* odd ones are the interrupt's */
    uint32_t offered, cleared, kept_out, told;
};

static struct side of_interrupt, of_loop;
static volatile uint32_t interrupts;
static uint64_t now;
static uint32_t sequence; /* the last event's number, whoever was told it */

static void hear(struct side *side, const struct offhook_output *out, uint32_t count)
{
    uint32_t i;
    for (i = 0; i < count; i++) {
        if (out[i].what < OFFHOOK_EVENTS) {
            continue;
        }
        sequence++;
        expect(out[i].sequence == sequence, "an event was lost or said twice");
        expect(out[i].what != OFFHOOK_EVENT_CALL || out[i].reference == side->reference, "an event of the other side's call");
        side->told++;
    }
}

/* The side's call comes, or goes. */
static void work(struct side *side)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_input input = {0};
    struct offhook_storage *entered = NULL, *again = NULL;
    struct offhook_taken taken;
    int is_offered = side->offered == side->cleared;
    offhook_status status = offhook_shared_enter(&shared, &entered);
    if (status != OFFHOOK_DONE) {
        expect(status == OFFHOOK_ENTERED && entered == NULL, "neither inside nor kept out");
        side->kept_out++;
        return;
    }
    expect(entered == &station, "another station");
    expect(offhook_shared_enter(&shared, &again) == OFFHOOK_ENTERED && again == NULL, "one side is inside twice");
    side->reference += is_offered ? 2u : 0u;
    input.input = OFFHOOK_INPUT_SIGNAL;
    input.what = is_offered ? OFFHOOK_SIGNAL_OFFERED : OFFHOOK_SIGNAL_CLEARED;
    input.call_reference = side->reference;
    now++; /* the clock is read inside */
    expect(offhook_step(entered, now, &input, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE, "a step went wrong");
    hear(side, out, taken.outputs);
    side->offered += is_offered ? 1u : 0u;
    side->cleared += is_offered ? 0u : 1u;
    expect(offhook_shared_leave(&shared) == OFFHOOK_DONE, "inside, and cannot leave");
}

void systick_interrupt(void);
void systick_interrupt(void)
{
    if (interrupts == INTERRUPTS) {
        SYST_CSR = 0;
        return;
    }
    interrupts++;
    work(&of_interrupt);
}

/* One interrupt each so many ticks of 40 ns, while the main loop does as much as it can. Gives the interrupts that were kept out. */
static uint32_t run(uint32_t ticks)
{
    uint32_t loops = 0;
    struct side none = {1, 0, 0, 0, 0};
    of_interrupt = none;
    of_loop = none;
    of_loop.reference = 2;
    interrupts = 0;
    acquired = 0;
    released = 0;
    sequence = 0;
    expect(offhook_station_make(&station, sizeof station, block, sizeof block, 4, 64, NULL) == OFFHOOK_DONE, "no station");
    expect(offhook_shared_init(&shared, &station) == OFFHOOK_DONE, "no gate");
    SYST_RVR = ticks - 1u;
    SYST_CVR = 0;
    SYST_CSR = 7; /* on, the processor's clock, with its interrupt */
    while (interrupts < INTERRUPTS) {
        work(&of_loop);
        loops++;
    }
    SYST_CSR = 0;
    expect(of_interrupt.offered + of_interrupt.cleared + of_interrupt.kept_out == INTERRUPTS, "an interrupt is not accounted for");
    expect(of_loop.offered + of_loop.cleared + of_loop.kept_out == loops, "a turn of the loop is not accounted for");
    expect(of_interrupt.told + of_loop.told == sequence, "what was said is not what was heard");
    expect(!holds || acquired == released, "a critical section was not left");
    expect(of_loop.kept_out == 0, "the main loop was kept out, and it interrupts nobody");
    print("every ", ticks);
    print(" ticks: steps of the interrupt ", of_interrupt.offered + of_interrupt.cleared);
    print(", kept out and counted ", of_interrupt.kept_out);
    print(", steps of the main loop ", of_loop.offered + of_loop.cleared);
    print(", events ", sequence);
    board_write("\n");
    expect(loops > 1000, "the main loop did nothing: nothing was shown");
    return of_interrupt.kept_out;
}

static void misuse(void)
{
    static struct offhook_shared never;
    static struct offhook_storage nothing;
    struct offhook_storage *entered = NULL;
    expect(offhook_shared_init(NULL, &station) == OFFHOOK_MISUSE_NULL, "a gate nowhere");
    expect(offhook_shared_init(&shared, NULL) == OFFHOOK_MISUSE_NULL, "a gate before nothing");
    expect(offhook_shared_init(&shared, &nothing) == OFFHOOK_MISUSE_NOT_MADE, "a gate before no station");
    expect(offhook_shared_enter(NULL, &entered) == OFFHOOK_MISUSE_NULL, "entered nowhere");
    expect(offhook_shared_enter(&never, &entered) == OFFHOOK_MISUSE_NOT_MADE, "entered what was never made");
    expect(offhook_shared_enter(&shared, NULL) == OFFHOOK_MISUSE_NULL, "entered, and nobody knows");
    expect(offhook_shared_leave(&never) == OFFHOOK_MISUSE_NOT_MADE, "left what was never made");
    expect(offhook_shared_leave(&shared) == OFFHOOK_NOTHING, "left, and nobody was inside");
}

int main(void)
{
    expect(run(20000) == 0, "an interrupt came between");
    /* The interrupt steps whenever it has stepped: the main loop gets what is left of the processor, and loses nothing. */
    expect(run(3000) == 0, "an interrupt came between");
    misuse();
    /* The proof that it is the critical section that keeps them apart: without it interrupts come while the main loop is inside. */
    holds = 0;
    expect(run(4000) > 0, "a critical section that holds nobody off was not noticed");
    return 0;
}
