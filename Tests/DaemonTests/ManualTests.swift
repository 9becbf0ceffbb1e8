import Daemon
import TestSupport
import Testing

@Suite("kinkeeperd(8)")
struct ManualTests {
  @Test func `every message id stands in the manual, and no other`() throws {
    let page = try Project.text(of: "man/kinkeeperd.8")
    let told = page.split(separator: "\n").filter { $0.hasPrefix(".It Li ") }.map { String($0.dropFirst(7)) }
    #expect(told.sorted() == MessageID.allCases.map(\.rawValue).sorted())
  }

  @Test func `every option stands in the manual`() throws {
    let page = try Project.text(of: "man/kinkeeperd.8")
    let options = Settings.usage.split(separator: "\n").compactMap { line in
      line.drop { $0 == " " }.hasPrefix("--") ? line.split(separator: " ").first : nil
    }
    #expect(options.count >= 4)
    for option in options { #expect(page.contains(".It Fl -\(option.dropFirst(2))"), "\(option)") }
  }
}
