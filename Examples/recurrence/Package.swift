// swift-tools-version: 6.2
import PackageDescription

/// A program that uses Kinkeeper's recurrence library as any other would. Yours names the repository's URL and a version
/// where this one names the path.
let package = Package(
  name: "recurrence-example",
  dependencies: [.package(name: "kinkeeper", path: "../..")],
  targets: [
    .executableTarget(
      name: "recurrence-example",
      dependencies: [
        .product(name: "CivilTime", package: "kinkeeper"),
        .product(name: "Recurrence", package: "kinkeeper"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
