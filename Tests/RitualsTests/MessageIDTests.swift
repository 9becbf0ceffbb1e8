import Rituals
import TestSupport
import Testing

@Suite("the message catalog")
struct MessageIDTests {
  @Test func `it explains every message id once, and no other`() throws {
    let explained = try MessageIDTests.identifiers(in: Project.text(of: "systemd/kinkeeper.catalog"))
    #expect(explained.sorted() == MessageID.allCases.map(\.rawValue).sorted())
    #expect(Set(explained).count == explained.count)
  }

  @Test func `each id is 128 bits in lower-case hexadecimal`() {
    for id in MessageID.allCases {
      #expect(id.rawValue.utf8.count == 32)
      #expect(id.rawValue.allSatisfy { "0123456789abcdef".contains($0) })
    }
  }

  @Test func `systemd compiles it`() throws {
    let outcome: Command.Outcome = try Command([
      "sh", "-euc",
      #"""
      root=$(mktemp -d)
      trap 'rm -rf "$root"' EXIT
      mkdir -p "$root/usr/lib/systemd/catalog" "$root/var/lib/systemd/catalog"
      cp "$1" "$root/usr/lib/systemd/catalog"
      journalctl --update-catalog --root="$root"
      journalctl --list-catalog --root="$root"
      """#, "sh", Project.root + "/systemd/kinkeeper.catalog",
    ]).run()
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.split(separator: "\n").count == MessageID.allCases.count)
  }

  private static func identifiers(in catalog: String) -> [String] {
    catalog.split(separator: "\n").filter { $0.hasPrefix("-- ") }.map { String($0.dropFirst(3)) }
  }
}
