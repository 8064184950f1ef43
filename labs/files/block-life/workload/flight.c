/* Reads a disk past the page cache with several requests in flight: scattered, upwards and downwards. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { depth = 8, block = 4096 };

static char memory[depth][block] __attribute__((aligned(block)));
static aio_context_t context;

/* One call hands all of them to the kernel, which holds them back (plugs) until it has seen the last. */
static void read_at_once(int disk, const long long *offsets) {
  struct iocb blocks[depth], *list[depth];
  struct io_event done[depth];
  for (int i = 0; i < depth; i++) {
    blocks[i] = (struct iocb){.aio_fildes = (unsigned)disk, .aio_lio_opcode = IOCB_CMD_PREAD,
        .aio_buf = (unsigned long)memory[i], .aio_nbytes = block, .aio_offset = offsets[i]};
    list[i] = &blocks[i];
  }
  if (syscall(SYS_io_submit, context, depth, list) != depth) { perror("io_submit"); exit(1); }
  if (syscall(SYS_io_getevents, context, depth, depth, done, NULL) != depth) { perror("io_getevents"); exit(1); }
}

int main(int count, char **names) {
  int disk = open(count > 1 ? names[1] : "/dev/sda", O_RDONLY | O_DIRECT);
  if (disk < 0 || syscall(SYS_io_setup, depth, &context) != 0) { perror("flight"); return 1; }
  long long scattered[depth], upwards[depth], downwards[depth];
  for (int i = 0; i < depth; i++) {
    scattered[i] = (long long)(i * 5 % depth) * 1024 * 1024;
    upwards[i] = 16 * 1024 * 1024 + i * block;
    downwards[i] = 32 * 1024 * 1024 - i * block;
  }
  for (int times = 0; times < 8; times++) read_at_once(disk, scattered);
  for (int times = 0; times < 4; times++) read_at_once(disk, upwards);
  for (int times = 0; times < 4; times++) read_at_once(disk, downwards);
  return 0;
}
