// A static program without a C library: its outermost frame is its entry, which has no unwind information of its own.
static volatile long sum;

static long call(long number, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

__attribute__((noinline)) static long spin(long turns) {
  for (long i = 0; i < turns; i++) sum += i ^ (sum << 1);
  call(1, 2, (long)"", 0);
  return sum;
}

__attribute__((noinline)) static long climb(long depth, long *above) {
  long mine[4] = {depth, *above, 0, 0};
  if (depth > 0) mine[2] = climb(depth - 1, mine);
  mine[3] = spin(150000);
  return mine[0] + mine[1] + mine[2] + mine[3];
}

void begin(void) {
  long zero = 0;
  climb(9, &zero);
  call(60, 0, 0, 0);
}

__asm__(".globl _start\n.type _start,@function\n_start:\n\txor %ebp,%ebp\n\tand $-16,%rsp\n\tcall begin\n\thlt\n.size _start,.-_start");
