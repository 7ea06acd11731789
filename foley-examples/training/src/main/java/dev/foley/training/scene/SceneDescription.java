package dev.foley.training.scene;

/**
 * What there is to see, in plain English words for a caption grammar; empty where nothing sounds.
 *
 * @param kind kind of scene
 * @param action what happens, a verb in the -ing form, such as {@code bouncing}
 * @param object what does it, such as {@code rubber ball}
 * @param objectMaterial what that is made of
 * @param surface material of what it meets
 */
public record SceneDescription(
    SceneKind kind, String action, String object, Material objectMaterial, Material surface) {}
