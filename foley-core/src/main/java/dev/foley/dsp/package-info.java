/**
 * Hand-written signal processing on plain {@code float[]}: no library, no allocation per block.
 *
 * <p>Start with {@link dev.foley.dsp.RealFft}, the plan object that everything spectral stands on,
 * and {@link dev.foley.dsp.Window}, which makes the windows. {@link dev.foley.dsp.Stft} puts both
 * together; {@link dev.foley.dsp.StftAnalyzer} and {@link dev.foley.dsp.StftSynthesizer} do the
 * same block by block. {@link dev.foley.dsp.MelFilterBank} sums spectra into bands and {@link
 * dev.foley.dsp.MelInverter} goes back; {@link dev.foley.dsp.PhaseReconstruction} makes sound of
 * magnitudes. {@link dev.foley.dsp.OverlapAdd} joins blocks. {@link dev.foley.dsp.Resampler}
 * changes rates; {@link dev.foley.dsp.OnsetDetector} finds when sounds begin.
 *
 * <p>Samples are mono and nominally in [-1, 1]; spectra are two arrays, real and imaginary part, of
 * {@code size / 2 + 1} bins. Objects that hold scratch memory say that one thread at a time may use
 * them and offer a {@code copy()} that shares the read-only tables.
 */
package dev.foley.dsp;
