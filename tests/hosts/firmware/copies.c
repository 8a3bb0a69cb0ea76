/*
 * The library's own functions for copies, fills and comparisons, on the board, against loops of one byte at a time: every
 * alignment, every length up to some turns of their loops, every overlap; what they return, and what they leave alone.
 */
#include <stddef.h>
#include <stdint.h>

#include "board.h"

/* Nobody's header is here: these are the library's, by the names that compilers call. */
void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *one, const void *other, size_t length);
int bcmp(const void *one, const void *other, size_t length);
void *__aeabi_memcpy(void *to, const void *from, size_t length);
void *__aeabi_memmove(void *to, const void *from, size_t length);
void *__aeabi_memset(void *to, size_t length, int byte);
void *__aeabi_memclr(void *to, size_t length);

enum { ALIGNMENTS = 8, LENGTHS = 71, EDGE = 8, ROOM = EDGE + ALIGNMENTS + LENGTHS + EDGE, FAR = 2 * LENGTHS + 2 * EDGE };

/* Written and read a byte at a time: no compiler makes a copy or a fill of these loops. */
static volatile uint8_t left[FAR + ALIGNMENTS] __attribute__((aligned(8)));
static volatile uint8_t right[FAR + ALIGNMENTS] __attribute__((aligned(8)));
static volatile uint8_t model[FAR + ALIGNMENTS];
static uint32_t checks, failures;

static void print_number(uint32_t number)
{
    char digits[11];
    char *at = digits + sizeof digits - 1;
    *at = '\0';
    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    board_write(at);
}

static void expect(int holds, const char *what, size_t to, size_t from, size_t length)
{
    checks++;
    if (holds) {
        return;
    }
    if (failures++ < 10) {
        board_write(what);
        board_write(" to ");
        print_number(to);
        board_write(" from ");
        print_number(from);
        board_write(" length ");
        print_number(length);
        board_write("\n");
    }
}

/* No two bytes near each other are the same. */
static void fill(volatile uint8_t *bytes, size_t size, uint8_t first)
{
    size_t i;
    for (i = 0; i < size; i++) {
        bytes[i] = (uint8_t)(first + i * 7);
    }
}

static int same(const volatile uint8_t *one, const volatile uint8_t *other, size_t size)
{
    size_t i;
    for (i = 0; i < size; i++) {
        if (one[i] != other[i]) {
            return 0;
        }
    }
    return 1;
}

static void *plain(volatile uint8_t *bytes)
{
    return (void *)(uintptr_t)bytes;
}

typedef void *copy_function(void *to, const void *from, size_t length);

static void copies(copy_function *copy, const char *name)
{
    size_t to, from, length, i;
    for (to = EDGE; to < EDGE + ALIGNMENTS; to++) {
        for (from = EDGE; from < EDGE + ALIGNMENTS; from++) {
            for (length = 0; length < LENGTHS; length++) {
                fill(left, ROOM, 1);
                fill(model, ROOM, 1);
                fill(right, ROOM, 100);
                for (i = 0; i < length; i++) {
                    model[to + i] = right[from + i];
                }
                expect(copy(plain(left + to), plain(right + from), length) == plain(left + to), name, to, from, length);
                expect(same(left, model, ROOM), name, to, from, length);
            }
        }
    }
}

/* In one piece of memory, to higher and to lower addresses, near and so far that nothing overlaps. */
static void overlaps(copy_function *move, const char *name)
{
    size_t start, to, length, i;
    for (start = 0; start < ALIGNMENTS; start++) {
        const size_t from = start + LENGTHS / 2 + EDGE;
        for (to = start; to < start + LENGTHS + 2 * EDGE; to++) {
            for (length = 0; length < LENGTHS; length++) {
                fill(left, FAR + ALIGNMENTS, 1);
                fill(model, FAR + ALIGNMENTS, 1);
                for (i = 0; i < length; i++) {
                    model[to + i] = left[from + i];
                }
                expect(move(plain(left + to), plain(left + from), length) == plain(left + to), name, to, from, length);
                expect(same(left, model, FAR + ALIGNMENTS), name, to, from, length);
            }
        }
    }
}

static void *clear(void *to, int byte, size_t length)
{
    (void)byte;
    return __aeabi_memclr(to, length);
}

static void *set(void *to, int byte, size_t length)
{
    return __aeabi_memset(to, length, byte);
}

/* Of the byte only the lowest eight bits count. */
static void fills(void *(*fills_with)(void *to, int byte, size_t length), const char *name, int byte)
{
    size_t to, length, i;
    for (to = EDGE; to < EDGE + ALIGNMENTS; to++) {
        for (length = 0; length < LENGTHS; length++) {
            fill(left, ROOM, 1);
            fill(model, ROOM, 1);
            for (i = 0; i < length; i++) {
                model[to + i] = (uint8_t)byte;
            }
            expect(fills_with(plain(left + to), byte, length) == plain(left + to), name, to, 0, length);
            expect(same(left, model, ROOM), name, to, 0, length);
        }
    }
}

static int sign(int number)
{
    return (number > 0) - (number < 0);
}

/* Bytes are compared without a sign, the first that differs counts, and none behind the end does. */
static void comparisons(void)
{
    static const uint8_t pairs[][2] = {{0, 1}, {0x7f, 0x80}, {0, 0xff}, {0x80, 0xff}};
    size_t one, other, length, at, pair;
    for (one = 0; one < ALIGNMENTS; one++) {
        for (other = 0; other < ALIGNMENTS; other++) {
            for (length = 0; length < LENGTHS; length++) {
                fill(left + one, LENGTHS, 1);
                fill(right + other, LENGTHS, 1);
                left[one + length] = 1;
                right[other + length] = 2;
                expect(memcmp(plain(left + one), plain(right + other), length) == 0, "memcmp", one, other, length);
                expect(bcmp(plain(left + one), plain(right + other), length) == 0, "bcmp", one, other, length);
                for (at = 0; at < length; at++) {
                    pair = (at + length) % (sizeof pairs / sizeof pairs[0]);
                    left[one + at] = pairs[pair][0];
                    right[other + at] = pairs[pair][1];
                    expect(sign(memcmp(plain(left + one), plain(right + other), length)) == -1, "memcmp", one, other, length);
                    expect(sign(memcmp(plain(right + other), plain(left + one), length)) == 1, "memcmp", other, one, length);
                    expect(bcmp(plain(left + one), plain(right + other), length) != 0, "bcmp", one, other, length);
                    left[one + at] = right[other + at];
                }
            }
        }
    }
}

int main(void)
{
    copies(memcpy, "memcpy");
    copies(__aeabi_memcpy, "__aeabi_memcpy");
    copies(memmove, "memmove");
    overlaps(memmove, "memmove");
    overlaps(__aeabi_memmove, "__aeabi_memmove");
    fills(memset, "memset", 0xa5);
    fills(memset, "memset", -1);
    fills(memset, "memset", 0x1234);
    fills(set, "__aeabi_memset", 0x15a);
    fills(clear, "__aeabi_memclr", 0);
    comparisons();
    print_number(checks);
    board_write(" checks, ");
    print_number(failures);
    board_write(" failures\n");
    return failures != 0;
}
