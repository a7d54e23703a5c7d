"""Converting the weights of the speaker model that purport ships. Needs torch (to read the checkpoint) and onnx."""
