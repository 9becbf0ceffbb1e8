import CLinux

/// Gives back to the kernel the memory that a start needed and waiting does not: code that is mapped again from its file
/// should it be wanted, and what the allocator holds unused.
public func releaseMemory() {
  linux_release_memory()
}
