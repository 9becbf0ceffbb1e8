import Glibc
import TestSupport
import Testing

@testable import Files

/// As `loginctl enable-linger` leaves it: a file with the user's name.
@Suite struct LingeringTests {
  private let folder = TemporaryFolder()

  @Test func `a file with the user's name says so, and a machine without logind says nothing`() throws {
    #expect(Lingering.isOn(in: folder("none/linger")) == nil)
    #expect(Lingering.isOn(in: folder("linger")) == false, "nobody lingers yet")
    folder.makeFolder("linger")
    folder.write("", to: "linger/somebody-else")
    #expect(Lingering.isOn(in: folder("linger")) == false)
    let name = try #require(getpwuid(getuid())).pointee.pw_name
    folder.write("", to: "linger/" + String(cString: try #require(name)))
    #expect(Lingering.isOn(in: folder("linger")) == true)
  }
}
