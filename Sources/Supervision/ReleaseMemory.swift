import CLinux

/// Returns memory to the kernel that only the start needed: code, which is mapped from its file again when it runs, and
/// what the allocator holds unused.
public func releaseMemory() { linux_release_memory() }
