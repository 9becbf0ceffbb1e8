import Testing

/// The real `kinkeeperd` under faults of the machine, one after another. Each suite in it is a kind of fault.
@Suite("faults", .serialized, .needs("unshare", "cc"))
enum FaultTests {}
