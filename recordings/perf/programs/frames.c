// frames DEEP: every way a frame can lie on the stack: kept and left out frame pointers, variable sizes, a callback
// through another library, a jump through a PLT, a signal.
#include <alloca.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int walk(int depth, int (*step)(int));

static volatile long sum;

__attribute__((noinline)) static void spin(int turns) {
  for (int i = 0; i < turns; i++) sum += i ^ (sum << 1);
}

__attribute__((noinline)) static int step(int depth) {
  char *room = alloca(depth * 16 + 8);
  memset(room, depth, depth * 16 + 8);
  spin(400000);
  write(2, room, 0);
  return room[depth] + 1;
}

static int compare(const void *a, const void *b) {
  spin(20000);
  return *(const int *)a - *(const int *)b;
}

static void caught(int number) {
  spin(900000);
  sum += number;
}

int main(void) {
  int values[32];
  for (int i = 0; i < 32; i++) values[i] = (i * 37) % 32;
  qsort(values, 32, sizeof values[0], compare);
  signal(SIGUSR1, caught);
  raise(SIGUSR1);
  int result = 0;
  for (int i = 0; i < 3; i++) result += walk(6, step);
  return result == 0;
}
