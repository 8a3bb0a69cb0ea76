/* The player on a Cortex-M0 with 16 KiB of RAM: a trace is read and played record by record, by semihosting. */
#include <stddef.h>
#include <stdint.h>

#include "board.h"
#include "offhook.h"
#include "player.h"

#define HEADER 8u /* of a trace */

static uint8_t part[HEADER + 1536];
static char name[128];

void player_print(const char *line)
{
    board_write(line);
}

/* One line of the list, without its line feed. */
static int next_name(uint32_t list)
{
    size_t len = 0;
    while (len < sizeof name - 1 && board_read(list, (uint8_t *)&name[len], 1) == 1 && name[len] != '\n') {
        len++;
    }
    name[len] = '\0';
    return len > 0;
}

static int32_t play(uint32_t file)
{
    int32_t status = 0;
    if (board_read(file, part, HEADER) != HEADER) {
        return OFFHOOK_BAD_BYTES;
    }
    player_start();
    while (status == 0 && board_read(file, &part[HEADER], 4) == 4) {
        /* A record begins with its own length, little-endian. */
        size_t len = (size_t)part[HEADER] | (size_t)part[HEADER + 1] << 8 | (size_t)part[HEADER + 2] << 16;
        if (len > sizeof part - HEADER) {
            board_write("# no room: a record is longer than 1536 bytes\n");
            return OFFHOOK_NO_ROOM;
        }
        if (board_read(file, &part[HEADER + 4], len - 4) != len - 4) {
            return OFFHOOK_BAD_BYTES;
        }
        status = player_go_on(part, HEADER + len);
    }
    return status;
}

int main(void)
{
    uint32_t list = board_open("list");
    if (list == BOARD_NO_FILE) {
        return 2;
    }
    while (next_name(list)) {
        uint32_t file = board_open(name);
        int32_t status;
        board_write("# ");
        board_write(name);
        board_write("\n");
        status = play(file);
        board_close(file);
        /* What is too large for this board is said, and left to the larger ones. */
        if (status != 0 && status != OFFHOOK_NO_ROOM) {
            return 1;
        }
    }
    board_write("# end\n");
    return 0;
}
