"""What we may say to a reporter in one place: what not to do, where to go, who helps, what the law says and where that ends."""
