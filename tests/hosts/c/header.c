/* The header by itself, twice, in every standard from C90 on. */
#include "offhook.h"
#include "offhook.h"

static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 512)];
static uint8_t switchboard[OFFHOOK_EXCHANGE_BLOCK_SIZE(8, 4, 128)];

int main(void)
{
    return sizeof block == offhook_block_size(4, 512) && sizeof switchboard > OFFHOOK_EXCHANGE_BASE_SIZE ? 0 : 1;
}
