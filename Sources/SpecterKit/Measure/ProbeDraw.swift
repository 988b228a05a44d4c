import Differential
import SpecModel

/// Draws the probes of a measurement.
struct ProbeDraw: Sendable {
  /// The drawn probes, those of the guided search last.
  var plan: ProbePlan
  /// Seconds in which the reference ran for trial calls.
  var seconds: Double
  /// Branches of the reference that were seen to be reached; 0 where nothing traces.
  var branches: Int
  /// Seconds that the guided search took.
  var guidedSeconds: Double

  /// Draws for a request on a surface; a few trial calls on the reference come first, so that
  /// methods are probed on objects that exist.
  init(
    _ request: MeasureRequest, known: SurfaceDescription, on driver: any Driver,
    surface: any Surface, clock: Clock
  ) async throws {
    var asked = ProbeRequest(
      surface: known, scope: request.scope, examples: request.spec?.examples ?? [],
      mined: request.mined, constants: request.survey?.constants ?? [], seed: request.plan.seed,
      perOperation: request.plan.perOperation, pools: request.plan.pools)
    let trials = makeTrials(asked)
    let begin = clock.monotonic()
    // A trial that hangs is of no use, and one is enough to know it.
    let observed = try await driver.observe(ProbeBatch(probes: trials, seconds: 1, strikes: 1))
    seconds = clock.monotonic() - begin
    asked.known = workingProbes(trials, observed)
    plan = makeProbes(asked)
    let start = clock.monotonic()
    let guided = try await GuidedDraw(asked, beside: plan, request, on: surface)
    guidedSeconds = clock.monotonic() - start
    branches = guided.reached
    plan.probes += guided.probes
  }
}
