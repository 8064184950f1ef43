# From a file to its sectors by hand: name, inode, blocks, partition. What is found is written into the trace as well.
file=$1
disk=$(findmnt -n -o SOURCE --target "$file")
inode=$(stat -c %i "$file")
echo "name $file"
ls -i "$file"
filefrag -v "$file"
istat "$disk" "$inode"
debugfs -R "stat <$inode>" "$disk" 2>/dev/null
first=$(istat "$disk" "$inode" | grep -A1 'Direct Blocks' | tail -n 1 | cut -d ' ' -f 1)
start=$(cat /sys/class/block/"${disk#/dev/}"/start)
each=$(($(stat -f -c %S "$file") / 512))
sector=$((first * each + start))
echo "block $first * $each + $start = sector $sector"
echo "inode=$inode block=$first sector=$sector" > /sys/kernel/tracing/trace_marker
