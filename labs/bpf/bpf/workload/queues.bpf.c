// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
// Counts the packets of each receive queue of a device, and prints each one's number into the trace.
#include <linux/bpf.h>

#define SEC(name) __attribute__((section(name), used))
#define HELPER(name) __attribute__((kernel_helper(BPF_FUNC_##name)))
#define QUEUES 8

void *bpf_map_lookup_elem(void *map, const void *key) HELPER(map_lookup_elem);
long bpf_trace_printk(const char *format, __u32 size, ...) HELPER(trace_printk);

struct {
	int (*type)[BPF_MAP_TYPE_ARRAY];
	int (*max_entries)[QUEUES];
	__u32 *key;
	__u64 *value;
} packets SEC(".maps");

SEC("xdp") int count_queue(struct xdp_md *packet)
{
	__u32 queue = packet->rx_queue_index;
	__u64 *count = bpf_map_lookup_elem(&packets, &queue);

	// Without this question the verifier refuses the next line: the map may have no such queue.
	if (count) {
		char format[] = "queue %u packet %llu of %u bytes";

		__sync_fetch_and_add(count, 1);
		bpf_trace_printk(format, sizeof(format), queue, *count, packet->data_end - packet->data);
	}
	return XDP_PASS;
}

char licence[] SEC("license") = "GPL";
