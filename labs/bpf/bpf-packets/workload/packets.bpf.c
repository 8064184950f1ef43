// SPDX-License-Identifier: GPL-2.0-only OR Apache-2.0
// Prints each packet where the kernel receives it, and again where it has reached IP: one address of one sk_buff.
#include <asm/ptrace.h>
#include <linux/bpf.h>

#define SEC(name) __attribute__((section(name), used))
#define HELPER(name) __attribute__((kernel_helper(BPF_FUNC_##name)))

long bpf_trace_printk(const char *format, __u32 size, ...) HELPER(trace_printk);

// What events/net/netif_receive_skb/format says of the event.
struct received {
	__u64 common;
	void *skb;
	__u32 length;
	__u32 device;
};

SEC("tracepoint/net/netif_receive_skb") int received(struct received *event)
{
	char format[] = "received skb %lx of %u bytes";

	bpf_trace_printk(format, sizeof(format), event->skb, event->length);
	return 0;
}

SEC("kprobe/ip_rcv") int reached_ip(struct pt_regs *registers)
{
	char format[] = "ip_rcv skb %lx";

	bpf_trace_printk(format, sizeof(format), registers->rdi);
	return 0;
}

char licence[] SEC("license") = "GPL";
