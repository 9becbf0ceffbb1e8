// swift-tools-version: 6.2
import PackageDescription

/// The arrows of the house: a target may import only what stands above it in this list (see ARCHITECTURE.md).
let package = Package(
  name: "kinkeeper",
  products: [
    .executable(name: "kinkeeperd", targets: ["kinkeeperd"]),
    .executable(name: "kin", targets: ["kin"]),
    // For any Swift program on Linux: docs/recurrence-library.md.
    .library(name: "CivilTime", targets: ["CivilTime"]),
    .library(name: "Recurrence", targets: ["Recurrence"]),
    // For Benchmarks, which is a package of its own.
    .library(name: "Planning", targets: ["Rituals", "Planning", "RitualFile"]),
    // Both programs but for their first line: so one call of the compiler's driver builds them side by side.
    .library(
      name: "Programs", type: .static, targets: ["JSONText", "Files", "Zones", "Daemon", "Commands"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // System libraries and the few C shims that Swift cannot import.
    .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CLinux"),

    // Pure: standard library only; no I/O, no clock, no Foundation.
    .target(name: "CivilTime"),
    .target(name: "Recurrence", dependencies: ["CivilTime"]),
    .target(name: "Rituals", dependencies: ["CivilTime", "Recurrence"]),
    .target(name: "Wording", dependencies: ["CivilTime", "Recurrence", "Rituals"]),
    .target(name: "Planning", dependencies: ["CivilTime", "Recurrence", "Rituals"]),
    .target(name: "JSONText"),
    .target(
      name: "RitualFile",
      dependencies: ["CivilTime", "Recurrence", "Rituals", "Wording", "Planning", "JSONText"]),
    .target(name: "Facts", dependencies: ["CivilTime", "Rituals", "Wording", "Planning", "JSONText"]),

    // Edges: one outside thing each; none imports another, but all may use Files.
    .target(name: "Files", dependencies: ["CLinux"]),
    .target(name: "Zones", dependencies: ["CivilTime", "Files"]),
    .target(name: "Clock", dependencies: ["CivilTime", "CLinux"]),
    .target(
      name: "History",
      dependencies: ["CivilTime", "Recurrence", "Rituals", "Planning", "JSONText", "Files", "CSQLite"]),
    .target(name: "Journal", dependencies: ["CivilTime", "Recurrence", "Rituals", "CLinux"]),
    .target(name: "Hooks", dependencies: ["CivilTime", "Recurrence", "Rituals", "Files", "CLinux"]),
    .target(name: "Bus", dependencies: ["Rituals", "Wording", "Files", "CSystemd"]),
    .target(name: "Supervision", dependencies: ["CLinux", "CSystemd"]),

    // Assembly.
    .target(
      name: "Daemon",
      dependencies: [
        "CivilTime", "Recurrence", "Rituals", "Wording", "Planning", "JSONText", "RitualFile", "Facts",
        "Files", "Zones", "Clock", "History", "Journal", "Hooks", "Bus", "Supervision",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "CivilTime", "Recurrence", "Rituals", "Wording", "Planning", "JSONText", "RitualFile", "Facts",
        "Files", "Zones", "Clock", "History", "Journal", "Hooks", "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // Links to the files that `kin service install` copies.
      resources: [
        .embedInCode("Service/config.example.json"), .embedInCode("Service/kinkeeper.service"),
        .embedInCode("Service/org.kinkeeper.Kinkeeper1.service"),
        .embedInCode("Service/org.kinkeeper.Kinkeeper1.xml"),
        .embedInCode("Service/org.kinkeeper.Kinkeeper.desktop"),
        .embedInCode("Service/org.kinkeeper.Kinkeeper.metainfo.xml"),
        .embedInCode("Service/kinkeeper.catalog"),
      ],
      // A third of a build from scratch went into optimizing what runs once for a command (docs/performance.md).
      swiftSettings: [.unsafeFlags(["-Onone"], .when(configuration: .release))]),
    .executableTarget(name: "kinkeeperd", dependencies: ["Daemon"]),
    .executableTarget(name: "kin", dependencies: ["Commands"]),

    // For developers, never installed: makes the manual and the stories.
    .executableTarget(
      name: "handbook",
      dependencies: [
        "CivilTime", "Recurrence", "Rituals", "Wording", "Planning", "JSONText", "RitualFile", "Files",
        "Zones", "History", "Bus", "Daemon", "Commands",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Tests: unit tests beside each target, the real programs in EndToEndTests.
    .target(
      name: "TestSupport",
      dependencies: ["CivilTime", "Recurrence", "JSONText"],
      path: "Tests/TestSupport",
      exclude: ["Lab/user-manager.sh"]),
    .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime", "TestSupport"]),
    .testTarget(
      name: "RecurrenceTests", dependencies: ["Recurrence", "Wording", "JSONText", "TestSupport"],
      resources: [.copy("Oracles")]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText", "TestSupport"]),
    .testTarget(
      name: "RitualFileTests", dependencies: ["RitualFile", "TestSupport"],
      resources: [.copy("Broken")]),
    .testTarget(name: "RitualsTests", dependencies: ["Rituals", "TestSupport"]),
    .testTarget(name: "WordingTests", dependencies: ["Wording", "JSONText", "TestSupport"]),
    .testTarget(name: "PlanningTests", dependencies: ["Planning", "Wording", "RitualFile", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(name: "ZonesTests", dependencies: ["Zones", "TestSupport"]),
    .testTarget(name: "ClockTests", dependencies: ["Clock", "TestSupport"]),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "Planning", "CivilTime", "Rituals", "CSQLite", "TestSupport"]),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "Rituals", "TestSupport"]),
    .testTarget(name: "HooksTests", dependencies: ["Hooks", "Rituals", "Files", "TestSupport"]),
    .testTarget(name: "BusTests", dependencies: ["Bus", "Rituals", "Files", "CSystemd", "TestSupport"]),
    .testTarget(name: "SupervisionTests", dependencies: ["Supervision", "TestSupport"]),
    .testTarget(name: "DaemonTests", dependencies: ["Daemon", "History", "TestSupport"]),
    .testTarget(name: "CommandsTests", dependencies: ["Commands", "Daemon", "handbook", "TestSupport"]),
    .testTarget(name: "HandbookTests", dependencies: ["handbook", "Commands", "TestSupport"]),
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"]),
    .testTarget(
      name: "FaultTests", dependencies: ["CivilTime", "Rituals", "History", "TestSupport"],
      exclude: ["Preload"]),
    .testTarget(name: "EndToEndTests", dependencies: ["JSONText", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// Only `make docs` asks for the DocC plugin, so that programs that depend on this package don't fetch it.
if Context.environment["KINKEEPER_DOCS"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
