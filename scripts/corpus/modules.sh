# Loads modules that describe events of their own, as far as the kernel has them and they load without their hardware.
for root in "$KERNELS"/*"$(uname -r)"*/usr "$KERNELS"/*"$(uname -r)"*; do [ -d "$root/lib/modules" ] && break; done
for m in xfs btrfs f2fs nilfs2 gfs2 ocfs2 erofs jfs nfsv3 nfsv4 nfsd cifs ceph 9p fuse afs orangefs kvm kvm_intel kvm_amd \
  mac80211 cfg80211 mac80211_hwsim iwlwifi ath10k_core ath11k ath9k brcmfmac rtw88_core mt76 i915 xe drm amdgpu radeon \
  nouveau virtio_gpu vgem gpu_sched snd_pcm snd_soc_core snd_hda_intel snd_hda_core soundwire_bus xhci_pci xhci_hcd dwc3 \
  cdns3 musb_hdrc libata nvme nvme_core mpt3sas megaraid_sas qla2xxx lpfc target_core_mod bcache dm_mod dm_writecache \
  vhost vhost_net vdpa tun veth bridge bonding openvswitch nf_tables sctp rxrpc rdma_rxe ib_core rdma_cm mlx5_core mlx4_core \
  ice i40e e1000e ixgbe nfp sfc hfi1 siw ipvlan team hns3 intel_th ipmi_si i2c_dev spi_mux tpm iscsi_tcp fcoe habanalabs \
  visor vmd cxl_core ras_cec thunderbolt cdc_wdm typec ucsi_acpi kyber-iosched bfq zram nbd loop drbd rbd null_blk \
  scsi_debug hv_vmbus vmw_vsock_virtio_transport tcp_dctcp netfs cachefiles lockd sunrpc af_packet_diag qrtr mptcp_diag tls; do
  modprobe -q -d "$root" $m 2>/dev/null
done
