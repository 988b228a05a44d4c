"""A module that can be run."""

if __name__ == "__main__":
    print("run")
