package dev.foley.dsp;

/** The two mel scales in use. */
public enum MelScale {
  /** {@code 2595 log10(1 + f / 700)} (D. O'Shaughnessy; the HTK book). */
  HTK {
    @Override
    public double fromHertz(double hertz) {
      return 2595 * Math.log10(1 + hertz / 700);
    }

    @Override
    public double toHertz(double mel) {
      return 700 * (Math.pow(10, mel / 2595) - 1);
    }
  },

  /** Linear to 1 kHz, logarithmic above (M. Slaney, Auditory Toolbox, 1998). */
  SLANEY {
    private static final double HERTZ_PER_MEL = 200.0 / 3;
    private static final double BREAK_MEL = 15;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    @Override
    public double fromHertz(double hertz) {
      return hertz < 1000 ? hertz / HERTZ_PER_MEL : BREAK_MEL + Math.log(hertz / 1000) / LOG_STEP;
    }

    @Override
    public double toHertz(double mel) {
      return mel < BREAK_MEL ? mel * HERTZ_PER_MEL : 1000 * Math.exp(LOG_STEP * (mel - BREAK_MEL));
    }
  };

  public abstract double fromHertz(double hertz);

  public abstract double toHertz(double mel);
}
