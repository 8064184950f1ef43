// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
// Drops every packet before the kernel has made anything of it, and says so in the trace.
#include <linux/bpf.h>

#define SEC(name) __attribute__((section(name), used))
#define HELPER(name) __attribute__((kernel_helper(BPF_FUNC_##name)))

long bpf_trace_printk(const char *format, __u32 size, ...) HELPER(trace_printk);

SEC("xdp") int drop(struct xdp_md *packet)
{
	char format[] = "dropped %u bytes";

	bpf_trace_printk(format, sizeof(format), packet->data_end - packet->data);
	return XDP_DROP;
}

char licence[] SEC("license") = "GPL";
