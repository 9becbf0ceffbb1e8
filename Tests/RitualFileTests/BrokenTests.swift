import Foundation
import RitualFile
import Testing

/// The zones of a small world.
struct SmallWorld: ZoneDirectory {
  let identifiers = ["America/Lima", "Europe/Berlin", "Europe/Dublin", "Europe/Paris", "UTC"]

  func contains(_ identifier: String) -> Bool { identifiers.contains(identifier) }
}

private let brokenNames: [String] = {
  let folder = Bundle.module.resourceURL?.appendingPathComponent("Broken").path ?? ""
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
}()

@Suite struct BrokenTests {
  /// With `RECORD_EXPECTED` set the answers are written anew beside this file, to be read before they are kept.
  @Test(arguments: brokenNames)
  func `a broken config is reported exactly like this`(name: String) throws {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Broken")
    let source = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(name).json")))
    let reading = RitualFile.read(source, file: "\(name).json", zones: SmallWorld())
    let reported = DiagnosticRenderer().render(reading.diagnostics, source: source)
    if ProcessInfo.processInfo.environment["RECORD_EXPECTED"] != nil {
      let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Broken")
      try Data(reported.utf8).write(to: sources.appendingPathComponent("\(name).expected"))
      return
    }
    let expected = try String(contentsOf: folder.appendingPathComponent("\(name).expected"), encoding: .utf8)
    #expect(reported == expected)
    #expect(!reading.diagnostics.isEmpty)
    #expect((reading.household == nil) == reading.diagnostics.contains { $0.severity == .error })
  }

  @Test func `there are more than thirty of them`() {
    #expect(brokenNames.count > 30)
  }
}
