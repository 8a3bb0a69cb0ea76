/* A timer's interrupt posts edges while the main loop takes them and steps a station: nothing is lost without the counter that says so. */
#include "board.h"
#include "offhook.h"

#define SYST_CSR (*(volatile uint32_t *)0xE000E010u)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014u)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018u)

#define POSTS 20000u

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 64)];
static struct offhook_inbox inbox;

/* The interrupt's: the edges' numbers, and how many found no room. */
static volatile uint32_t posts, refused;

void systick_interrupt(void);
void systick_interrupt(void)
{
    if (posts == POSTS) {
        SYST_CSR = 0;
        return;
    }
    if (offhook_inbox_post(&inbox, 1, (uint8_t)(posts >> 16), (uint16_t)posts) != OFFHOOK_DONE) {
        refused++;
    }
    posts++;
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

static void expect(int true, const char *what)
{
    if (!true) {
        board_write(what);
        board_write("\n");
        board_exit(1);
    }
}

/* A call comes with one edge and goes with the next that was not lost. */
static void work(uint32_t number)
{
    static struct offhook_input input;
    static uint64_t now, reference;
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken;
    int offered = input.what != OFFHOOK_SIGNAL_OFFERED;
    reference += offered ? 1u : 0u;
    input.input = OFFHOOK_INPUT_SIGNAL;
    input.what = offered ? OFFHOOK_SIGNAL_OFFERED : OFFHOOK_SIGNAL_CLEARED;
    input.call_reference = reference;
    now += number != 0 ? 1u : 0u;
    expect(offhook_step(&station, now, &input, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE, "a step went wrong");
}

/* One interrupt each so many ticks of 40 ns. Gives the edges lost. */
static uint32_t run(uint32_t ticks)
{
    struct offhook_edge edge;
    uint32_t next = 0, missing = 0, taken = 0, lost = 0;
    expect(offhook_inbox_init(&inbox) == OFFHOOK_DONE, "no inbox");
    posts = 0;
    refused = 0;
    SYST_RVR = ticks - 1u;
    SYST_CVR = 0;
    SYST_CSR = 7; /* on, the processor's clock, with its interrupt */
    for (;;) {
        int over = posts == POSTS; /* before the inbox is looked at for the last time */
        if (offhook_inbox_take(&inbox, &edge) == OFFHOOK_DONE) {
            uint32_t number = (uint32_t)edge.code << 16 | edge.value;
            expect(edge.source == 1 && number >= next && number < POSTS, "an edge is torn, doubled or out of order");
            missing += number - next;
            next = number + 1u;
            taken++;
            work(number);
        } else if (over) {
            break;
        }
    }
    missing += POSTS - next;
    (void)offhook_inbox_lost(&inbox, &lost);
    expect(taken + lost == POSTS, "not all edges are accounted for");
    expect(missing == lost && refused == lost, "the counter says something else");
    print("every ", ticks);
    print(" ticks: taken ", taken);
    print(", lost and counted ", lost);
    board_write("\n");
    return lost;
}

int main(void)
{
    expect(offhook_station_make(&station, sizeof station, block, sizeof block, 4, 64, NULL) == OFFHOOK_DONE, "no station");
    expect(run(250) > 1000, "the full rate is not too fast: nothing was shown");
    expect(run(700) < POSTS, "nothing came through");
    expect(run(20000) == 0, "a rate that the main loop can follow loses edges");
    return 0;
}
