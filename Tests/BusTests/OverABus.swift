import Testing

/// What is tested over a bus of its own, one after another: the environment, which names the bus, is one for all.
@Suite("over a bus", .serialized)
enum OverABus {}
