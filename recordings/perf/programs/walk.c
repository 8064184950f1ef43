__attribute__((noinline)) int walk(int depth, int (*step)(int)) {
  if (depth == 0) return step(3);
  return walk(depth - 1, step) + step(depth);
}
