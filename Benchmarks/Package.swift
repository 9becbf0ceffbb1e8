// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that what only the comparison needs (libical) is no dependency of Kinkeeper.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "kinkeeper", path: "..")],
  targets: [
    .systemLibrary(name: "CLibical", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),
    .target(name: "LibicalPeer", dependencies: ["CLibical"]),
    .target(name: "AllocationCount"),
    .target(name: "Figures"),
    // Its reference and its rules are those of the engine's tests, by a link.
    .executableTarget(
      name: "differential",
      dependencies: [
        "LibicalPeer",
        .product(name: "CivilTime", package: "kinkeeper"),
        .product(name: "Recurrence", package: "kinkeeper"),
      ]),
    .executableTarget(
      name: "engines",
      dependencies: [
        "AllocationCount",
        "LibicalPeer",
        .product(name: "CivilTime", package: "kinkeeper"),
        .product(name: "Recurrence", package: "kinkeeper"),
      ]),
    .executableTarget(
      name: "planning",
      dependencies: [
        "AllocationCount",
        "Figures",
        .product(name: "CivilTime", package: "kinkeeper"),
        .product(name: "Planning", package: "kinkeeper"),
      ]),
    .executableTarget(
      name: "stages",
      dependencies: [
        "Figures",
        .product(name: "CivilTime", package: "kinkeeper"),
        .product(name: "Planning", package: "kinkeeper"),
        .product(name: "Programs", package: "kinkeeper"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
