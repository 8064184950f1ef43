#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* 64 direct reads of a device's file, one after the other from sector 8000, eight at once. */
int main(int argc, char **argv) {
  int file = argc > 1 ? open(argv[1], O_RDONLY | O_DIRECT) : -1;
  aio_context_t context = 0;
  if (file < 0 || syscall(SYS_io_setup, 8, &context) < 0) return 1;
  for (int round = 0; round < 8; round++) {
    struct iocb reads[8] = {0}, *list[8];
    struct io_event events[8];
    for (int one = 0; one < 8; one++) {
      void *buffer;
      if (posix_memalign(&buffer, 4096, 4096) != 0) return 1;
      reads[one].aio_lio_opcode = IOCB_CMD_PREAD;
      reads[one].aio_fildes = file;
      reads[one].aio_buf = (unsigned long)buffer;
      reads[one].aio_nbytes = 4096;
      /* Apart, so that none is merged with another. */
      reads[one].aio_offset = 4096L * (1000 + 2 * (round * 8 + one));
      list[one] = &reads[one];
    }
    if (syscall(SYS_io_submit, context, 8, list) != 8) return 2;
    if (syscall(SYS_io_getevents, context, 8, 8, events, NULL) != 8) return 3;
  }
  return 0;
}
