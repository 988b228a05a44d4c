import SpecModel
import SpecterKit
import SpecterTesting
import Testing

@testable import SpecterDrivers

@Suite(.serialized, .timeLimit(.minutes(3)))
struct DriverContractTests {
  // SPEC: R-DRV-01, R-DRV-07, R-DRV-08, R-DRV-09
  @Test(arguments: [IsolationLevel.sealed, .none])
  func `the Python driver keeps the contract`(isolation: IsolationLevel) async throws {
    guard let sandbox = await sandbox(isolation) else { return skipped(isolation) }
    try await withSubjectFolder { folder in
      let broken = await driverContract { body in
        try await PythonSurface(sandbox: sandbox).withDriver(pythonRequest(folder), body)
      }
      #expect(broken == [])
    }
  }

  // SPEC: R-DRV-01, R-DRV-07, R-DRV-08, R-DRV-09
  @Test(arguments: [IsolationLevel.sealed, .none])
  func `a driver of someone else's keeps the contract`(isolation: IsolationLevel) async throws {
    guard let sandbox = await sandbox(isolation) else { return skipped(isolation) }
    try await withSubjectFolder { folder in
      let request = DriverRequest(
        subject: Subject(
          location: .command(["python3", "\(folder)/small_driver.py"]), digest: Digest.of("")),
        scope: SurfaceScope(kind: "driver"), seed: 1)
      let broken = await driverContract { body in
        try await CommandSurface(sandbox: sandbox).withDriver(request, body)
      }
      #expect(broken == [])
    }
  }

  private func skipped(_ isolation: IsolationLevel) {
    print("skipped: no sandbox of the level '\(isolation.rawValue)' on this machine")
  }
}
