/* The player on a Cortex-M4. The host's file `list` names the traces, one a line; they are read by semihosting. */
#include <stddef.h>
#include <stdint.h>

#include "board.h"
#include "player.h"

static uint8_t trace[512 * 1024];
static char list[256 * 1024];

void player_print(const char *line)
{
    board_write(line);
}

#ifdef PLAYER /* a mode of the phone's image */
int play_traces(void);
int play_traces(void)
#else
int main(void)
#endif
{
    size_t len = board_read_file("list", (uint8_t *)list, sizeof list - 1);
    char *name = list;
    size_t i;
    for (i = 0; i < len; i++) {
        int32_t status;
        if (list[i] != '\n') {
            continue;
        }
        list[i] = '\0';
        board_write("# ");
        board_write(name);
        board_write("\n");
        status = player_play(trace, board_read_file(name, trace, sizeof trace));
        if (status != 0) {
            return 1;
        }
        name = &list[i + 1];
    }
    return len == 0 ? 2 : 0;
}
