/* Makes the kernel hold objects: open files of a cache of their own, and messages of a size that no cache fits. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

enum { files = 400, queues = 20, messages = 10, length = 1000 };

int main(void) {
  for (int i = 0; i < files; i++)
    if (open("/dev/null", O_RDONLY) < 0) { perror("/dev/null"); return 1; }

  struct { long type; char text[length]; } message = {1, ""};
  int ids[queues];
  for (int i = 0; i < queues; i++) {
    ids[i] = msgget(IPC_PRIVATE, 0600);
    for (int k = 0; k < messages; k++)
      if (msgsnd(ids[i], &message, length, IPC_NOWAIT) != 0) { perror("msgsnd"); return 1; }
  }
  if (system("snapshot held /proc/slabinfo") != 0) return 1;
  for (int i = 0; i < queues; i++) msgctl(ids[i], IPC_RMID, NULL);
  printf("files %d\nmessages %d of %d bytes\n", files, queues * messages, length);
  return 0;
}
