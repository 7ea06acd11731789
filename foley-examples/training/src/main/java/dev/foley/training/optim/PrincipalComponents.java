package dev.foley.training.optim;

import java.util.Arrays;
import java.util.Comparator;

/** Mean, leading principal axes and their standard deviations of row vectors. */
public final class PrincipalComponents {
  private final int width;
  private final double[] sum;
  private final double[][] products;
  private long rows;

  public PrincipalComponents(int width) {
    this.width = width;
    this.sum = new double[width];
    this.products = new double[width][width];
  }

  /** Adds {@code values.length / width} rows. */
  public void add(float[] values) {
    for (int at = 0; at + width <= values.length; at += width) {
      rows++;
      for (int i = 0; i < width; i++) {
        double v = values[at + i];
        sum[i] += v;
        double[] row = products[i];
        for (int j = 0; j <= i; j++) {
          row[j] += v * values[at + j];
        }
      }
    }
  }

  /**
   * The result.
   *
   * @param mean {@code width} values
   * @param axes {@code count * width} values, orthonormal rows, largest variance first
   * @param deviations standard deviation along each axis
   * @param explained fraction of the total variance
   */
  public record Result(float[] mean, float[] axes, float[] deviations, double explained) {}

  /** Solves for the leading axes. */
  public Result solve(int count) {
    double[][] covariance = new double[width][width];
    float[] mean = new float[width];
    double total = 0;
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sum[i] / rows);
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = products[i][j] / rows - sum[i] / rows * (sum[j] / rows);
        covariance[j][i] = covariance[i][j];
      }
      total += covariance[i][i];
    }
    double[][] vectors = jacobi(covariance);
    Integer[] order = new Integer[width];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -covariance[i][i]));
    float[] axes = new float[count * width];
    float[] deviations = new float[count];
    double kept = 0;
    for (int c = 0; c < count; c++) {
      int column = order[c];
      kept += covariance[column][column];
      deviations[c] = (float) Math.sqrt(Math.max(0, covariance[column][column]));
      for (int i = 0; i < width; i++) {
        axes[c * width + i] = (float) vectors[i][column];
      }
    }
    return new Result(mean, axes, deviations, kept / total);
  }

  /** Cyclic Jacobi: diagonalises a symmetric matrix in place, returns eigenvectors in columns. */
  private static double[][] jacobi(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 15; sweep++) {
      double off = 0;
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
          if (Math.abs(a[p][q]) > 1e-15) {
            rotate(a, v, p, q);
          }
        }
      }
      if (off < 1e-18) {
        break;
      }
    }
    return v;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < n; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double vp = v[k][p];
      double vq = v[k][q];
      v[k][p] = c * vp - s * vq;
      v[k][q] = s * vp + c * vq;
    }
  }
}
