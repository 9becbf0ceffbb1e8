import Glibc

/// Whether a mount namespace of one's own can be made, which a root without CAP_SYS_ADMIN can't.
public let canMount = geteuid() == 0 && (try? Command(["unshare", "-m", "true"]).run().status) == 0
