// Which solver gets nearest to the true path for its price? One window, one seed: the same noise is
// carried to sound by different solvers with the same number of network evaluations, and compared
// with a much finer solution.
var window = window(sample("hammer-metal"), "a hammer on metal");
var out = System.getProperty("foley.out", ".");
double guidance = model().spec().guidance();
long seed = 7;

var fine = window.sample(new Sampling(12, guidance, seed, Solver.KUTTA_4)).result();

var table = Table.of("solver", "evaluations", "steps", "error", "seconds");
for (Solver solver : Solver.values()) {
  for (int evaluations : new int[] {4, 5, 8, 16}) {
    int steps = evaluations / solver.evaluations();
    if (steps * solver.evaluations() < evaluations) {
      continue;
    }
    long start = System.nanoTime();
    Latents latents = window.sample(new Sampling(steps, guidance, seed, solver)).result();
    table = table.row(solver, evaluations, steps, WindowStudy.distance(latents, fine),
        (System.nanoTime() - start) * 1e-9);
  }
}
// error: root mean square distance of the latents from the fine solution
System.out.print(table);
table.csv(out + "/compare-schedulers.csv");
plot(table, "evaluations", "error", "solver").png(out + "/compare-schedulers.png");
