/**
 * The pictures of the training corpus: small 3-D scenes with exactly known moments of contact.
 *
 * <p>A {@link dev.foley.training.scene.SceneKind} names a script. The script puts meshes, motions
 * and true contacts on a {@code Stage}; motions come from the rigid-body solver ({@code
 * PhysicsWorld}) or are scripted with exact times ({@code StrokeTrack}, {@code Gait}). {@code
 * Director} chooses the camera, {@code Scenery} what stands around and what distracts. {@code
 * ContactTruth} keeps what a microphone would notice and the picture shows. {@code FrameRenderer},
 * {@code Rasterizer} and {@code ShadowMap} draw; {@code PictureEffects} and {@code BlockCodec}
 * spoil the pictures as cameras and encoders do. Everything is a function of a seed.
 *
 * <p>Start at {@link dev.foley.training.scene.Scenes#generate}.
 */
package dev.foley.training.scene;
