# What a shell does for > and |: descriptors are moved, then the program starts and knows nothing of it.
export LC_ALL=C
./opener /scratch/folder/opened
./opener /scratch/folder/opened > /scratch/folder/copy
./opener /scratch/folder/opened | ./opener > /dev/null
echo "most files, all of the machine: $(cat /proc/sys/fs/file-max)"
echo "most files, one process: $(ulimit -n)"
exec 3< /scratch/folder/opened 4> /scratch/folder/other
ls -l /proc/$$/fd
exec 3<&- 4>&-
