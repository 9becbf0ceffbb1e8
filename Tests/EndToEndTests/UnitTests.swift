import TestSupport
import Testing

/// The unit itself under a real user manager, with a stand-in for the daemon that shows what it lives under.
@Suite("the unit", .serialized)
struct UnitTests {
  @Test func `a hook under all its hardening still reaches the desktop`() async throws {
    try await Lab.open { lab in
      let standIn = """
        #!/bin/sh
        systemd-notify --ready
        umask >$HOME/umask
        cat /proc/self/status >$HOME/status
        unshare --user true 2>$HOME/unshare
        env >$HOME/environment
        xdotool getdisplaygeometry >$HOME/geometry
        notify-send --action=done=Done --action=later=Later -- "Coffee with Ana" "you host" >$HOME/answer
        exec sleep 60
        """
      try await lab.write(".local/bin/kinkeeperd", standIn)
      try await lab.write(
        ".config/systemd/user/kinkeeper.service", Project.text(of: "systemd/kinkeeper.service"))
      // The stand-in is a shell and notifies through a child.
      try await lab.write(
        ".config/systemd/user/kinkeeper.service.d/stand-in.conf", "[Service]\nNotifyAccess=all\n")
      let started = try await lab.run([
        "sh", "-c",
        "chmod +x .local/bin/kinkeeperd; systemctl --user daemon-reload; systemctl --user start kinkeeper",
      ])
      let journal = try await lab.journalTail()
      #expect(started.status == 0, "\(started.error) \(journal)")

      try await lab.wait(until: "the notification") {
        try lab.notifications().map(\.summary) == ["Coffee with Ana"]
      }
      try await lab.press("Done")
      try await lab.wait(until: "the answer") { try lab.read("answer") == "done\n" }

      #expect(try lab.read("umask") == "0077\n")
      let status = try lab.read("status")
      #expect(status.contains("NoNewPrivs:\t1\n"))
      #expect(status.contains("Seccomp:\t2\n"))
      #expect(try lab.read("unshare").contains("not permitted"))
      #expect(try lab.read("environment").contains("MALLOC_ARENA_MAX=2\n"))
      #expect(try lab.read("geometry") == "1024 600\n")
    }
  }

  @Test func `systemd finds nothing to say about it`() async throws {
    try await Lab.open { lab in
      try await lab.write(".local/bin/kinkeeperd", "#!/bin/sh\n")
      let unit = try Project.text(of: "systemd/kinkeeper.service")
      for (text, isClean) in [(unit, true), (unit + "WantedBye=default.target\n", false)] {
        try await lab.write("verify/kinkeeper.service", text)
        let outcome = try await lab.run([
          "sh", "-c",
          "chmod +x .local/bin/kinkeeperd; systemd-analyze --user verify verify/kinkeeper.service",
        ])
        #expect((outcome.status == 0 && outcome.error == "") == isClean, "\(outcome.error)")
      }
    }
  }

  @Test func `what it forbids keeps systemd's measure of exposure at medium`() async throws {
    try await Lab.open { lab in
      let unit = try Project.text(of: "systemd/kinkeeper.service")
      let bare = "[Service]\nExecStart=/bin/true\n"
      for (text, isClean) in [(unit, true), (bare, false)] {
        try await lab.write("verify/kinkeeper.service", text)
        let outcome = try await lab.run([
          "systemd-analyze", "--user", "security", "--offline=true", "--threshold=65",
          "verify/kinkeeper.service",
        ])
        #expect((outcome.status == 0) == isClean, "\(outcome.output)")
      }
    }
  }
}
